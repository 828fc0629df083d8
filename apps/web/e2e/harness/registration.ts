import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';

export interface Typed {
  given: string;
  family: string;
  email: string;
  username: string;
  password: string;
}

/** Somebody whom no installation knows yet. */
export function somebody(): Typed {
  const name = `eve-${randomBytes(4).toString('hex')}`;
  return {
    given: 'Eve',
    family: 'Example',
    email: `${name}@example.org`,
    username: name,
    password: 'quiet harbor lamp 7',
  };
}

/** Fills in what everybody has to say. */
export async function fillIn(page: Page, typed: Typed): Promise<void> {
  await page.getByLabel('First name').fill(typed.given);
  await page.getByLabel('Last name').fill(typed.family);
  await page.getByLabel('Email address').fill(typed.email);
  await page.getByLabel('Username').fill(typed.username);
  await page.getByLabel('Password', { exact: true }).fill(typed.password);
}

export const create = (page: Page): Promise<void> => page.getByRole('button', { name: 'Create account' }).click();
