import { createApplicationRequest, type CreateApplicationRequest } from '@postern/contracts';
import { CreateApplication } from '@postern/identity-domain';
import { SystemClock } from '@postern/kernel';
import { Database } from '@postern/platform';
import type { z } from 'zod';
import type { IdentityConfig } from './config.js';
import { PgApplications } from './postgres/pg-applications.js';

const drawn = (color: string, lines: string): string => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="11" fill="${color}"/><g fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">${lines}</g></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
};

const logos = {
  parcel: drawn(
    '#7a4a12',
    '<path d="M10 17 24 10l14 7v15l-14 7-14-7z"/><path d="m10 17 14 7 14-7M24 24v15M17 13.5l14 7"/>',
  ),
  watch: drawn('#0f5c78', '<path d="M9 16h30v19H9z"/><path d="m9 17 15 11 15-11"/><path d="M19 10h10"/>'),
  onboarding: drawn(
    '#3f6b35',
    '<circle cx="24" cy="17" r="6"/><path d="M12 38c1-8 6-12 12-12s11 4 12 12"/><path d="m33 12 3 3 5-6"/>',
  ),
};

const parcelTerms = `These terms are between you and Acme Logistics, which runs Parcel Desk.

1. What you may send
Send only what you packed yourself or have looked into. Nothing that burns, leaks, spoils or lives.

2. What you say about it
Weight, size and contents on the label are what the driver relies on. If they change, change the label.

3. Pickups
A pickup that you ask for by two in the afternoon comes the same day. You can call it off until the driver is on the way.

4. Your data
We keep addresses for as long as your shipments need them, and show them to nobody who does not carry your parcel.

This is a demonstration: no parcel will move.`;

const applications: z.input<typeof createApplicationRequest>[] = [
  {
    slug: 'parcel-desk',
    name: 'Parcel Desk',
    tagline: 'Labels, pickups and tracking',
    supportContact: 'parcel-desk@acme-logistics.example',
    terms: { version: '2026-01', title: 'Terms of use of Parcel Desk', text: parcelTerms },
    branding: {
      logo: logos.parcel,
      colors: { primary: '#7a4a12', background: '#fbf6ef' },
      panel: {
        text: 'Print a label, ask for a pickup, and see where everything is.\nPickups that are asked for by 2 p.m. come the same day.',
        links: [
          { label: 'Sizes and weights', href: 'https://acme-logistics.example/parcel-desk/sizes' },
          { label: 'What cannot be sent', href: 'https://acme-logistics.example/parcel-desk/not-sent' },
        ],
      },
    },
    redirectTargets: ['http://localhost:4001/signed-in'],
  },
  {
    slug: 'mail-watch',
    name: 'Mail Watch',
    tagline: 'What came in the mail today',
    supportContact: 'mail-watch@acme-logistics.example',
    // No app and no key: many who watch the mail have a phone and nothing else.
    allowedFactors: ['sms', 'email'],
    rememberDeviceDays: 14,
    branding: {
      logo: logos.watch,
      colors: { primary: '#0f5c78', background: '#eef6f9' },
      panel: {
        text: 'A picture of every letter before it is in your box.',
        links: [{ label: 'How pictures are kept', href: 'https://acme-logistics.example/mail-watch/pictures' }],
      },
    },
    redirectTargets: ['http://localhost:4002/signed-in'],
  },
  {
    slug: 'onboarding',
    name: 'Onboarding',
    tagline: 'Your first days at Acme Logistics',
    supportContact: 'People Team, +1 503 555 0119, first-days@acme-logistics.example',
    enrollment: { requiredFrom: null, maxPostponements: 3 },
    branding: {
      logo: logos.onboarding,
      colors: { primary: '#3f6b35', background: '#f3f8f1' },
      panel: {
        text: 'Welcome. Bring your start date; the rest is here.\nStuck? The People Team answers from 7 a.m. to 6 p.m.',
        links: [{ label: 'Before your first day', href: 'https://acme-logistics.example/onboarding/before' }],
      },
    },
    redirectTargets: ['http://localhost:4003/signed-in'],
  },
];

/**
 * The applications of the embedded demo. What is there already stays as it is.
 *
 * @returns their slugs.
 */
export async function seedDemoApplications(config: Pick<IdentityConfig, 'DATABASE_URL'>): Promise<string[]> {
  const database = new Database(config.DATABASE_URL);
  try {
    const create = new CreateApplication(new PgApplications(database), new SystemClock());
    const by = { actor: null, source: null, device: null };
    for (const application of applications) {
      const { slug, ...settings }: CreateApplicationRequest = createApplicationRequest.parse(application);
      await create.execute(slug, settings, by);
    }
    return applications.map(({ slug }) => slug);
  } finally {
    await database.onApplicationShutdown();
  }
}
