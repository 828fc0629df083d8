const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': ["'self'", 'data:'],
  'connect-src': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
} as const;

const serialize = (directives: Record<string, string | readonly string[]>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : value.join(' ')}`)
    .join(';');

/** For the inbox page, which frames e-mails. */
export const framingPolicy = serialize({ ...policy, 'frame-src': "'self'" });

/** For an e-mail inside that frame: its own styles, no script, no request to anywhere, links open in new windows. */
export const framedEmailPolicy = serialize({
  'default-src': "'none'",
  'style-src': "'unsafe-inline'",
  'img-src': 'data:',
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'self'",
  sandbox: 'allow-popups allow-popups-to-escape-sandbox',
});

/** On every reply, also on those that never reach a route (S16). Nothing is kept by caches unless a route says so. */
export const securityHeaders = (publicUrl: URL): Record<string, string> => ({
  'content-security-policy': serialize(policy),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // For browsers that do not know `frame-ancestors`.
  'x-frame-options': 'DENY',
  'cache-control': 'no-store',
  ...(publicUrl.protocol === 'https:' ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
});
