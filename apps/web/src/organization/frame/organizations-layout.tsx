import { Outlet } from '@tanstack/react-router';
import { SignedIn } from '../../account/frame/signed-in';

/** Around everything of organizations: nobody sees any of it without being signed in. */
export const OrganizationsLayout = () => <SignedIn>{() => <Outlet />}</SignedIn>;
