import { serviceTokenProviders } from '@postern/platform';

/** Everything here is for the gateway alone. */
export const { strategy: ServiceTokenStrategy, guard: ServiceTokenGuard } = serviceTokenProviders('mfa');
