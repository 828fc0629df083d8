import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { termsIn } from './flaws';

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** From 0, guessed at once, to 4, out of reach. What the person is called counts as easy to guess. */
export const strengthOf = (password: string, ownWords: readonly string[]): number =>
  // More than that takes long to look through, and is strong.
  zxcvbn.check(password.slice(0, 100), termsIn(ownWords)).score;
