import fc from 'fast-check';
import { maskEmail, maskPhone } from './masking.js';

const localPart = fc.stringMatching(/^[a-z0-9.+_-]{1,64}$/);

describe('maskEmail', () => {
  it.each([
    ['brandon.hamilton@example.org', 'b*****n@example.org'],
    ['bob@example.org', 'b*****b@example.org'],
    ['bo@example.org', 'b*****@example.org'],
    ['b@example.org', '*****@example.org'],
    ['"a@b"@example.org', '"*****"@example.org'],
    ['😀lina😀@example.org', '😀*****😀@example.org'],
  ])('shows %s as %s', (address, masked) => {
    expect(maskEmail(address)).toBe(masked);
  });

  it('says nothing about the length, and never more than the first and last letter', () => {
    fc.assert(
      fc.property(localPart, localPart, (one, other) => {
        const [first, second] = [one, other].map((local) => maskEmail(`${local}@example.org`)) as [string, string];
        expect(first.split('@')[0]?.replace(/[^*]/g, '')).toBe('*****');
        if (one.length > 2 && other.length > 2) expect(first.length).toBe(second.length);
        const shown = first.split('@')[0]?.replaceAll('*', '') ?? '';
        expect(shown.length).toBeLessThan(Math.max(one.length, 1));
        expect(shown.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('maskPhone', () => {
  it.each([
    ['+12125550131', '(***) ***-**31'],
    ['2125550131', '(***) ***-**31'],
    ['131', '(***) ***-****'],
  ])('shows %s as %s', (number, masked) => {
    expect(maskPhone(number)).toBe(masked);
  });

  it('has one length and shows exactly the last two digits of any number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+\d{4,15}$/), (number) => {
        const masked = maskPhone(number);
        expect(masked).toHaveLength(14);
        expect(masked.replace(/\D/g, '')).toBe(number.slice(-2));
      }),
    );
  });
});
