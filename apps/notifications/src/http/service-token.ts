import { serviceTokenProviders } from '@postern/platform';

export const serviceToken = serviceTokenProviders('notifications');
