import { z } from 'zod';

/** One environment variable as a person meets it. */
export interface Variable {
  readonly name: string;
  /** What may be written, where that is a closed list. */
  readonly choices?: readonly string[];
  /** Which services read it, in the order of the schemas. */
  readonly readers: readonly Reader[];
}

export interface Reader {
  readonly service: string;
  /** What the variable is to this service. */
  readonly description: string;
  readonly required: boolean;
  /** What the service takes when the variable is absent, as it would be written. */
  readonly fallback?: string;
}

/** The variables of all schemas, in the order in which they first appear; a name is listed once. */
export function variablesOf(schemas: Readonly<Record<string, z.ZodObject>>): Variable[] {
  const variables = new Map<string, Variable>();
  for (const [service, schema] of Object.entries(schemas)) {
    for (const [name, field] of Object.entries(schema.shape)) {
      const { choices, ...reader } = read(service, name, field as z.ZodType);
      const readers = [...(variables.get(name)?.readers ?? []), reader];
      variables.set(name, { name, ...(choices && { choices }), readers });
    }
  }
  return [...variables.values()];
}

function read(service: string, name: string, field: z.ZodType): Reader & { choices?: string[] } {
  const json = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' });
  const description = field.description ?? json.description;
  if (!description) throw new Error(`${name} of ${service} has no description: add .describe() to its schema.`);
  const absent = field.safeParse(undefined);
  const fallback = asWritten(json.default) ?? (absent.success ? asWritten(absent.data) : undefined);
  return {
    service,
    description,
    required: !absent.success,
    ...(fallback !== undefined && { fallback }),
    ...(json.enum && { choices: json.enum.map(String) }),
  };
}

/** @returns undefined for what could not be written in an environment variable as it is. */
function asWritten(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(',');
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}
