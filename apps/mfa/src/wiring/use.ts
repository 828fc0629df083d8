import type { FactoryProvider, InjectionToken } from '@nestjs/common';
import { bind } from '@postern/platform';

/** A class of the domain, which knows no decorators. */
export const use = (by: new (...parts: never[]) => unknown, ...inject: InjectionToken[]): FactoryProvider =>
  bind(by, by, ...inject);
