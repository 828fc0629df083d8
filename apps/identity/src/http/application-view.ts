import type { ApplicationView, PublicApplication } from '@postern/contracts';
import type { Application } from '@postern/identity-domain';

export const applicationView = ({ facts }: Application): ApplicationView => ({
  slug: facts.slug,
  ...facts.settings,
  createdAt: facts.createdAt.toISOString(),
  updatedAt: facts.updatedAt.toISOString(),
});

export function publicApplication({ slug, settings }: Application): PublicApplication {
  const { name, tagline, supportContact, passkeySignIn, branding, terms } = settings;
  return {
    slug,
    name,
    tagline,
    supportContact,
    passkeySignIn,
    branding,
    terms: terms && { version: terms.version, title: terms.title },
  };
}
