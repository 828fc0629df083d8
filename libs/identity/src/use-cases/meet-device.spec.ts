import { newId, type AccountId } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import { Notices, type Happening } from '../notice/notices.js';
import { Session } from '../session/session.js';
import type { SessionTokenHash } from '../session/session-tokens.js';
import { anAssurance, atHome, noon } from '../testing/builders.js';
import { InMemoryAuditRecord } from '../testing/in-memory-audit-record.js';
import { InMemoryKnownDevices } from '../testing/in-memory-known-devices.js';
import { MeetDevice } from './meet-device.js';

class ToldHappenings extends Notices {
  readonly told: Happening[] = [];
  broken = false;

  async raise(happening: Happening): Promise<void> {
    if (this.broken) throw new Error('away');
    this.told.push(happening);
  }
}

const given = () => {
  const audit = new InMemoryAuditRecord();
  const devices = new InMemoryKnownDevices(audit);
  const notices = new ToldHappenings();
  const meet = new MeetDevice(devices, notices, new FixedClock(noon));
  const accountId = newId<AccountId>();
  const session = Session.issue(anAssurance(accountId), 'hash' as SessionTokenHash, noon, atHome).facts;
  return { audit, devices, notices, meet, session, accountId };
};

describe('R13: MeetDevice', () => {
  it('tells and records a new device, and remembers it', async () => {
    const { meet, notices, audit, devices, session, accountId } = given();
    await meet.execute(session, 'new');
    expect(notices.told).toEqual([
      { accountId, subject: { kind: 'new-device', since: session.authenticatedAt.toISOString() }, at: noon, ...atHome },
    ]);
    const { flowId, application } = session;
    expect(audit.entries).toMatchObject([{ kind: 'device.new', accountId, flowId, application, ...atHome }]);
    expect(devices.of(accountId).size).toBe(1);
  });

  it('remembers the first one without a word, and leaves a known one alone', async () => {
    const { meet, notices, audit, devices, session, accountId } = given();
    await meet.execute(session, 'known');
    expect(devices.of(accountId).size).toBe(0);
    await meet.execute(session, 'first');
    expect(devices.of(accountId).size).toBe(1);
    expect([notices.told, audit.entries]).toEqual([[], []]);
  });

  it('what could not be told is not remembered, and so told the next time', async () => {
    const { meet, notices, devices, session, accountId } = given();
    notices.broken = true;
    await expect(meet.execute(session, 'new')).rejects.toThrow('away');
    expect(devices.of(accountId).size).toBe(0);
  });
});
