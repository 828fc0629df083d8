import type account from './en/account.json';
import type common from './en/common.json';
import type flow from './en/flow.json';
import type home from './en/home.json';
import type inbox from './en/inbox.json';
import type links from './en/links.json';
import type members from './en/members.json';
import type organization from './en/organization.json';
import type registration from './en/registration.json';
import type signIn from './en/sign-in.json';

/** Words are kept by area, a file for each language; pages load the areas that they show. */
export interface Strings {
  account: typeof account;
  common: typeof common;
  flow: typeof flow;
  home: typeof home;
  inbox: typeof inbox;
  links: typeof links;
  members: typeof members;
  organization: typeof organization;
  registration: typeof registration;
  'sign-in': typeof signIn;
}

export type Area = keyof Strings;
