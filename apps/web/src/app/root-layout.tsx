import { Outlet } from '@tanstack/react-router';
import { OfflineNotice } from './offline-notice';

export function RootLayout() {
  return (
    <>
      <OfflineNotice />
      <Outlet />
    </>
  );
}
