import { z } from 'zod';
import { enrollableKind } from './factor.js';
import { lineField, paragraphsField, slugField, textField } from './fields.js';

const moment = z.iso.datetime({ offset: true });

/** `https:` everywhere, `http:` on the own machine only; no user name, no fragment (RFC 9700 section 4.1.3). */
export const registeredTarget = z
  // What is no address ends the matter: the rule below reads it as one.
  .url({ protocol: /^https?$/, abort: true })
  .max(2048)
  .refine((text) => {
    // What cannot be read as an address has been refused above.
    if (!URL.canParse(text)) return true;
    const { protocol, hostname, username, password, hash } = new URL(text);
    const local = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
    return (protocol === 'https:' || local) && username === '' && password === '' && hash === '' && !text.includes('#');
  }, 'use a https:// address without user name and fragment');

/** #rrggbb */
const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'use a color such as #1a7f5a');
/** Before an `@` people read the name of a place that the link does not lead to. */
const webLink = z
  .url({ protocol: /^https$/, abort: true })
  .max(2048)
  .refine((text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === '', {
    error: 'use a https:// address without user name and fragment',
  });

export const branding = z.strictObject({
  /** https address, or an image as `data:` URL of at most 32 KB (SVG, PNG or WebP). */
  logo: z
    .union([
      webLink,
      z
        .string()
        .max(45_000)
        .regex(/^data:image\/(?:svg\+xml|png|webp);base64,[A-Za-z0-9+/=]+$/),
    ])
    .nullable()
    .default(null),
  colors: z.strictObject({ primary: color.optional(), background: color.optional() }).default({}),
  /** What stands beside the sign-in form. */
  panel: z
    .strictObject({
      text: paragraphsField(0, 2000).default(''),
      links: z
        .array(z.strictObject({ label: textField(80), href: webLink }))
        .max(10)
        .default([]),
    })
    .default({ text: '', links: [] }),
});
export type Branding = z.infer<typeof branding>;

/** A new version asks everybody again. */
export const terms = z.strictObject({
  version: textField(32),
  title: textField(120),
  text: paragraphsField(1, 50_000),
});
export type Terms = z.infer<typeof terms>;

const enrollment = z.strictObject({
  /** `required`: of everybody, whenever their account was made. */
  mfa: z.enum(['offered', 'required']).default('offered'),
  /** Accounts created from then on must enroll; null: as the installation says. The strictest wins. */
  requiredFrom: moment.nullable().default(null),
  /** From then on "Not now" is not offered to anybody; null: as the installation says. */
  deadline: moment.nullable().default(null),
  /** How often "Not now" may be chosen; null: as the installation says. */
  maxPostponements: z.int().min(0).max(1000).nullable().default(null),
  /** `aal2`: e-mail codes and remembered devices are not enough here, and MFA is required (NIST SP 800-63B-4 section 3.1.3.1). */
  leastAal: z.enum(['aal1', 'aal2']).default('aal1'),
});

/** All that an operator says of an application. */
const fields = z.strictObject({
  name: textField(80),
  tagline: lineField(160, 0).trim().default(''),
  supportContact: textField(200),
  /** Kinds of factor that people may use here; the installation may allow fewer. */
  allowedFactors: z.array(enrollableKind).min(1).default(['sms', 'email', 'totp', 'webauthn']),
  enrollment: enrollment.prefault({}),
  /** For how many days a remembered device skips the second factor; 0: never. */
  rememberDeviceDays: z.int().min(0).max(365).default(30),
  /** Whether a passkey may take the place of the password. */
  passkeySignIn: z.boolean().default(true),
  terms: terms.nullable().default(null),
  branding: branding.default({ logo: null, colors: {}, panel: { text: '', links: [] } }),
  /** Where people may be sent after signing in, to the letter; the first is where they go when nothing was asked for. */
  redirectTargets: z.array(registeredTarget).max(50).default([]),
});

/** A level that none of the allowed kinds reaches would be met with kinds that are not. */
const canBeMet = ({ allowedFactors, enrollment: { leastAal } }: z.infer<typeof fields>): boolean =>
  leastAal === 'aal1' || allowedFactors.some((kind) => kind !== 'email');
const aal2ByEmail = {
  path: ['enrollment', 'leastAal'],
  error: 'codes by e-mail alone do not reach aal2. Allow another kind too.',
};

export const applicationSettings = fields.refine(canBeMet, aal2ByEmail);
export type ApplicationSettings = z.infer<typeof applicationSettings>;

const namedFields = fields.extend({ slug: slugField });
export const createApplicationRequest = namedFields.refine(canBeMet, aal2ByEmail);
export type CreateApplicationRequest = z.infer<typeof createApplicationRequest>;
/** As clients send it: what is left out gets its default. */
export type CreateApplicationInput = z.input<typeof createApplicationRequest>;

export const applicationView = namedFields.extend({
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type ApplicationView = z.infer<typeof applicationView>;
export const applicationList = z.strictObject({ applications: z.array(applicationView) });

/** What anybody may know, to draw the sign-in page. */
export const publicApplication = applicationView
  .pick({ slug: true, name: true, tagline: true, supportContact: true, passkeySignIn: true, branding: true })
  .extend({ terms: terms.omit({ text: true }).nullable() });
export type PublicApplication = z.infer<typeof publicApplication>;
