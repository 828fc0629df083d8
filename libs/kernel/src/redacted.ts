const inspect = Symbol.for('nodejs.util.inspect.custom');

/** A secret in memory: whatever prints, logs or serialises it shows a placeholder; only `reveal` gives it out. */
export class Redacted<Value = string> {
  readonly #value: Value;

  constructor(value: Value) {
    this.#value = value;
  }

  reveal(): Value {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect](): string {
    return '[redacted]';
  }
}
