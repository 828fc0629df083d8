import type { Client } from '../edge/exchange.js';

/** About the person of a session. */
export type SessionCall = Client & { readonly sessionToken: string };

/** About the second factors of the person whom identity vouches for. */
export type SubjectCall = Client & { readonly subjectToken: string };

/** About a flow. */
export type FlowCall = Client & { readonly flowToken: string };
