import { OneButtonPage } from './one-button-page';

export const VerifyEmailPage = () => <OneButtonPage words="verifyEmail" to="/v1/email-verifications" />;
