export const CreateAccountPage = () => null;
