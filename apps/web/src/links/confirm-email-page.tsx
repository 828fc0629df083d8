import { OneButtonPage } from './one-button-page';

export const ConfirmEmailPage = () => <OneButtonPage words="confirmEmail" to="/v1/email-changes" />;
