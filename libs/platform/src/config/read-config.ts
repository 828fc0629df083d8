import { z } from 'zod';

/** Every variable that is missing or wrong, in words for the person who starts the service. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly complaints: readonly string[]) {
    super(`The configuration is not usable:\n${complaints.map((complaint) => `  ${complaint}`).join('\n')}`);
  }
}

/**
 * Parses the environment once, at start-up. An empty variable counts as absent, as shells and compose files write it.
 *
 * @throws ConfigError naming every bad variable; never a value, which may be a secret.
 */
export function readConfig<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.infer<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  const parsed = schema.safeParse(given, { reportInput: false });
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return name in given
        ? `${name}: ${issue.message}`
        : `${name} is missing: ${schema.shape[name]?.description ?? ''}`;
    }),
  );
}
