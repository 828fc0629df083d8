import type { FactoryProvider, InjectionToken } from '@nestjs/common';

/**
 * Wires classes that know no decorators: the port (or the class itself), the class behind it, and what its constructor
 * takes, in order.
 */
export const bind = (
  provide: InjectionToken,
  by: new (...parts: never[]) => unknown,
  ...inject: InjectionToken[]
): FactoryProvider => ({ provide, inject, useFactory: (...parts: never[]) => new by(...parts) });
