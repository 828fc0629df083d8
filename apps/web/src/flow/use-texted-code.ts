import { useEffect, useEffectEvent } from 'react';

interface CodeRequest extends CredentialRequestOptions {
  otp: { transport: ['sms'] };
}

/** WebOTP: browsers on phones offer the code of a text message that names this site, if the person allows it. */
export function useTextedCode(expected: boolean, onCode: (code: string) => void): void {
  const take = useEffectEvent(onCode);
  useEffect(() => {
    if (!expected || !('OTPCredential' in window)) return undefined;
    const leaving = new AbortController();
    const request: CodeRequest = { otp: { transport: ['sms'] }, signal: leaving.signal };
    navigator.credentials.get(request).then(
      (credential) => {
        const code = (credential as { code?: string } | null)?.code;
        if (code !== undefined && /^\d{6}$/.test(code)) take(code);
      },
      // Not allowed, too late, or the page was left: the code is typed.
      () => undefined,
    );
    return () => leaving.abort();
  }, [expected]);
}
