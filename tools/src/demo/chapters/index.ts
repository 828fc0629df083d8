import { accountAndExport } from './account.ts';
import { applicationsAndTerms } from './applications.ts';
import type { Chapter, Kit } from './chapter.ts';
import { forgottenPassword } from './forgotten-password.ts';
import { lostMethods } from './lost-methods.ts';
import { mainJourney } from './main-journey.ts';
import { modify } from './modify.ts';
import { operators } from './operators.ts';
import { passkey } from './passkey.ts';
import { recoveryCodes } from './recovery-codes.ts';
import { rememberDevice } from './remember-device.ts';
import { stepUps } from './step-up.ts';
import { thisWasNotMe } from './this-was-not-me.ts';

export type { Chapter } from './chapter.ts';

/** The main journey first, then one chapter for each part of what happens to an account afterwards. */
export const chapters = (kit: Kit): Chapter[] => [
  ...mainJourney(kit),
  applicationsAndTerms(kit),
  rememberDevice(kit),
  modify(kit),
  passkey(kit),
  recoveryCodes(kit),
  forgottenPassword(kit),
  lostMethods(kit),
  thisWasNotMe(kit),
  stepUps(kit),
  accountAndExport(kit),
  ...operators(kit),
];
