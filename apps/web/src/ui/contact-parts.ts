/** An address as it stands in a sentence: without what may stand before it, and without the sentence's end. */
const address = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;

interface ContactParts {
  before: string;
  email?: string;
  after: string;
}

/** Whom to ask, as somebody wrote it, around the first e-mail address in it. */
export function contactParts(contact: string): ContactParts {
  const found = address.exec(contact);
  if (!found) return { before: contact, after: '' };
  const [email] = found;
  return { before: contact.slice(0, found.index), email, after: contact.slice(found.index + email.length) };
}

/** Nothing in an address may add to the message that it begins. */
export const mailTo = (email: string): string => `mailto:${email.split('@', 2).map(encodeURIComponent).join('@')}`;
