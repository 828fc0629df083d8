import type { ApplicationView } from '@postern/contracts';

/** An application in words, one line for each setting. */
export const inWords = (app: ApplicationView): Record<string, string> => ({
  Slug: app.slug,
  Name: app.name,
  Tagline: app.tagline || '–',
  Support: app.supportContact,
  'Second factors': app.allowedFactors.join(', '),
  'Second factor is': app.enrollment.mfa,
  'Required from': app.enrollment.requiredFrom ?? 'as the installation says',
  Deadline: app.enrollment.deadline ?? 'as the installation says',
  '"Not now"':
    app.enrollment.maxPostponements === null ? 'as the installation says' : `${app.enrollment.maxPostponements} times`,
  'Least level': app.enrollment.leastAal,
  'Remember device': days(app),
  'Passkey sign-in': app.passkeySignIn ? 'on' : 'off',
  Terms: app.terms ? `${app.terms.title}, version ${app.terms.version}, ${app.terms.text.length} characters` : 'none',
  'Redirect targets': app.redirectTargets.join('\n') || 'none',
  Logo: app.branding.logo?.slice(0, 60) ?? 'none',
  Changed: app.updatedAt,
});

export const columns = ['Slug', 'Name', 'Second factors', 'Remember device', 'Terms', 'Redirect targets'];

export const asRow = (app: ApplicationView): string[] => [
  app.slug,
  app.name,
  app.allowedFactors.join(', '),
  days(app),
  app.terms?.version ?? 'none',
  String(app.redirectTargets.length),
];

const days = ({ rememberDeviceDays }: ApplicationView): string =>
  rememberDeviceDays === 0 ? 'never' : `${rememberDeviceDays} days`;
