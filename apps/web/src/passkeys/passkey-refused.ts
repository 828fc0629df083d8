/** The browser came back without a passkey. */
export class PasskeyRefused extends Error {
  override readonly name = 'PasskeyRefused';

  constructor(
    readonly reason: 'not-shown' | 'known-already',
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

export const passkeysWorkHere = (): boolean => 'PublicKeyCredential' in window;

/** Whether this browser offers passkeys where it fills in usernames. */
export const passkeysFillIn = async (): Promise<boolean> =>
  passkeysWorkHere() && (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
