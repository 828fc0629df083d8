import { contactParts, mailTo } from './contact-parts';

describe('contactParts', () => {
  it.each([
    ['help@parcel.example', '', 'help@parcel.example', ''],
    ['Write to help@parcel.example.', 'Write to ', 'help@parcel.example', '.'],
    ['Help desk (help@parcel.example), 9 to 5', 'Help desk (', 'help@parcel.example', '), 9 to 5'],
    ['mailto:help@parcel.example', 'mailto:', 'help@parcel.example', ''],
    ['ayuda@peña.example o ayuda@peña.example', '', 'ayuda@peña.example', ' o ayuda@peña.example'],
  ])('finds the address in %j', (contact, before, email, after) => {
    expect(contactParts(contact)).toEqual({ before, email, after });
  });

  it.each(['+1 505 555 0100', 'javascript:alert(1)', 'at the desk', ''])('leaves %j as it is', (contact) => {
    expect(contactParts(contact)).toEqual({ before: contact, after: '' });
  });
});

describe('mailTo', () => {
  it('adds nobody and nothing to the message', () => {
    expect(mailTo('help?bcc=eve&body=x@parcel.example')).toBe('mailto:help%3Fbcc%3Deve%26body%3Dx@parcel.example');
  });
});
