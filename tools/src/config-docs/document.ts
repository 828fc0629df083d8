import type { Reader, Variable } from './variables.ts';

export interface Configuration {
  readonly variables: readonly Variable[];
  /** Name → what it is, of the variables that only the compose file reads. */
  readonly composeOnly: Readonly<Record<string, string>>;
  readonly madeByKeys: readonly string[];
}

interface Section {
  readonly title: string;
  readonly variables: readonly Variable[];
}

/** What several services read comes first, then what each has to itself. */
function sectionsOf(variables: readonly Variable[]): Section[] {
  const shared = { title: 'Shared by several services', variables: variables.filter((v) => v.readers.length > 1) };
  const services = [...new Set(variables.flatMap(({ readers }) => readers.map(({ service }) => service)))];
  const own = services.map((service) => ({
    title: `Only ${service}`,
    variables: variables.filter(({ readers: [first, ...others] }) => first?.service === service && !others.length),
  }));
  return [shared, ...own].filter((section) => section.variables.length > 0);
}

const notice = 'Written by `npm run docs:config` from the schemas in apps/*/src/config.ts; change those.';

/** `.env.example`: what must be filled in is there to fill in, the rest is commented out with its default. */
export function envExample({ variables, composeOnly, madeByKeys }: Configuration): string {
  const entry = (variable: Variable): string => {
    const made = madeByKeys.includes(variable.name);
    const required = variable.readers.some((reader) => reader.required);
    const note = `${sentence(variable)} (${made ? 'npm run keys' : namesOf(variable.readers)})`;
    return `# ${note}\n${required && !made ? '' : '#'}${variable.name}=${firstFallback(variable)}`;
  };
  const sections = sectionsOf(variables).map(
    ({ title, variables: own }) => `### ${title}\n\n${own.map(entry).join('\n')}`,
  );
  const compose = Object.entries(composeOnly).map(([name, description]) => `# ${description}\n#${name}=`);
  return `# ${notice}\n# docs/configuration.md says more.\n\n${[
    ...sections,
    `### Only docker/compose.yaml\n\n${compose.join('\n')}`,
  ].join('\n\n')}\n`;
}

/** `docs/configuration.md`. */
export function configurationPage({ variables, composeOnly, madeByKeys }: Configuration): string {
  const row = (variable: Variable): string =>
    cells(`\`${variable.name}\``, sentence(variable), fallbacks(variable), namesOf(variable.readers));
  const sections = sectionsOf(variables).map(
    ({ title, variables: own }) =>
      `## ${title}\n\n${[cells('Variable', 'What it is', 'Default', 'Read by'), cells('---', '---', '---', '---'), ...own.map(row)].join('\n')}`,
  );
  const compose = Object.entries(composeOnly).map(([name, description]) => cells(`\`${name}\``, description));
  return `<!-- ${notice} -->

# Configuration

Each service reads its environment once, when it starts. If anything is missing or wrong it names every such variable,
never a value, and ends with 1. An empty variable counts as absent. Secrets have no default.

\`npm start\` needs none of this: it makes its keys, starts its own PostgreSQL and keeps messages in an inbox. Each of
\`PORT\`, \`PUBLIC_URL\`, \`DATABASE_URL\`, \`QUEUE_URL\`, \`LOG_LEVEL\`, \`SMTP_…\` and \`TWILIO_…\` replaces a part of that;
\`POSTERN_DATA\` is the folder that it keeps everything in.

For services in processes of their own, \`.env.example\` is the form to fill in. \`npm run --silent keys >> .env\` adds the
keys (${madeByKeys.map((name) => `\`${name}\``).join(', ')}). Keep what it printed: whoever has it can sign tokens, and
without it passcodes and authenticator apps stop working, and the audit record cannot be checked. \`npx nx serve identity\` reads \`.env\` and, before it,
\`apps/identity/.env\`; that is the place for what differs from service to service, such as \`SIGNING_KEYS\`.

Keys are written \`name:key\`, several separated by commas, the current one first. \`postern keys rotate\` puts new ones in;
[operations.md](operations.md) says in which order.

${sections.join('\n\n')}

## Only docker/compose.yaml

${[cells('Variable', 'What it is'), cells('---', '---'), ...compose].join('\n')}
`;
}

const cells = (...texts: string[]): string => `| ${texts.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;

/** What most readers say of it, and after that who says something else. */
function sentence({ readers, choices }: Variable): string {
  const count = (text: string) => readers.filter(({ description }) => description === text).length;
  const [main = ''] = readers.map(({ description }) => description).sort((a, b) => count(b) - count(a));
  const others = readers
    .filter(({ description }) => description !== main)
    .map(({ service, description }) => `; for ${service}: ${description}`);
  return [main, choices ? `: ${choices.join(', ')}` : '', ...others].join('');
}

const namesOf = (readers: readonly Reader[]): string => readers.map(({ service }) => service).join(', ');

const firstFallback = ({ readers: [first] }: Variable): string => first?.fallback ?? '';

/** One default where all agree, otherwise each service's own. */
function fallbacks({ readers }: Variable): string {
  const told = readers.map(({ required, fallback }) => (required ? 'required' : fallback ? `\`${fallback}\`` : 'none'));
  return new Set(told).size === 1
    ? (told[0] as string)
    : readers.map(({ service }, index) => `${told[index]} (${service})`).join(', ');
}
