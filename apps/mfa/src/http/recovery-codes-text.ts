import type { Locale, Subject } from '@postern/mfa-domain';

interface Words {
  title: (product: string) => string;
  account: string;
  made: string;
  use: string;
}

const words: Record<Locale, Words> = {
  en: {
    title: (product) => `Recovery codes for ${product}`,
    account: 'Username',
    made: 'Made on',
    use: 'Each code works once, when you cannot use your other sign-in methods. Keep them where only you can find them.',
  },
  es: {
    title: (product) => `Códigos de recuperación de ${product}`,
    account: 'Nombre de usuario',
    made: 'Fecha',
    use: 'Cada código sirve una sola vez, cuando no puedes usar tus otros métodos de inicio de sesión. Guárdalos donde solo tú los encuentres.',
  },
};

/** What the downloaded file holds: plain text that makes sense on paper, years later. */
export class RecoveryCodesText {
  constructor(private readonly productName: string) {}

  of(codes: readonly string[], { username, locale }: Subject, createdAt: Date): string {
    const { title, account, made, use } = words[locale];
    const facts = [`${account}: ${username}`, `${made}: ${createdAt.toISOString().slice(0, 10)}`];
    return [title(this.productName), '', ...facts, '', ...codes, '', use, ''].join('\n');
  }
}
