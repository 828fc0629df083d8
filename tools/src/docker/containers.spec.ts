import { envFile, generateKeys } from '@postern/cli/keys';
import { readConfig } from '@postern/platform';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { allConfigs, composeOnly, serviceConfigs } from '../config-docs/services.ts';
import { interpolate, referencesIn } from './interpolate.ts';

interface ComposeService {
  build?: { args: { APP: string } };
  command?: string[];
  container_name?: string;
  depends_on?: Record<string, { condition: string }>;
  entrypoint?: string[];
  profiles?: string[];
  restart?: string;
  environment?: Record<string, string>;
  healthcheck?: { test?: string[]; disable?: boolean };
  networks: string[];
  ports?: string[];
}

const folder = fileURLToPath(new URL('../../../docker/', import.meta.url));
const composeFile = `${folder}compose.yaml`;
const text = readFileSync(composeFile, 'utf8');
const compose = parse(text, { merge: true }) as {
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean }>;
};
const serviceNames = Object.keys(serviceConfigs) as (keyof typeof serviceConfigs)[];
/** What reads its environment, by the name that it has in the compose file. */
const configs = { ...serviceConfigs, migrate: allConfigs.cli, postern: allConfigs.cli };
const configured = Object.keys(configs) as (keyof typeof configs)[];
const service = (name: string): ComposeService => compose.services[name] as ComposeService;

/** As `.env.example` says: the keys and the little that has no default. */
const filledIn = {
  ...parseEnv(envFile(generateKeys())),
  PUBLIC_URL: 'https://sign-in.example.org',
  SMTP_URL: 'smtp://mail.example.org:587',
  SMTP_FROM: 'no-reply@example.org',
};

describe('Dockerfile', () => {
  const dockerfile = readFileSync(`${folder}Dockerfile`, 'utf8');

  it('has no mistake that can be seen without building it', () => {
    expect(validate(dockerfile).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('does not run as root, and says how it is', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK .*\n?.*\/health\/live/m);
  });
});

describe('.dockerignore', () => {
  it('S24: sends nothing that it does not name, and no env file from inside what it names', () => {
    const lines = readFileSync(`${folder}../.dockerignore`, 'utf8').split('\n');
    expect(lines.filter((line) => line && !line.startsWith('#'))[0]).toBe('*');
    expect(lines).toContain('**/.env');
  });
});

describe('compose.yaml', () => {
  it('follows the Compose Specification', () => {
    // Whether keys stand in the linter's order is a matter of taste; everything else counts.
    const taste = [
      'service-keys-order',
      'services-alphabetical-order',
      'top-level-properties-order',
      'no-quotes-in-volumes',
    ];
    const rules = Object.fromEntries(taste.map((rule) => [rule, 0 as const]));
    const linter = new DCLinter({ rules, quiet: true, debug: false, exclude: [] });
    const results = linter.lintFiles([composeFile], false) as { messages: { line: number; message: string }[] }[];
    expect(results.flatMap(({ messages }) => messages.map(({ line, message }) => `${line}: ${message}`))).toEqual([]);
  });

  it('sets what each service reads, and nothing that none of them knows', () => {
    for (const name of configured) {
      // One environment for all: the command line keeps no log.
      const unknown = Object.keys(service(name).environment ?? {}).filter(
        (key) => !(key in configs[name].shape) && !(configs[name] === allConfigs.cli && key === 'LOG_LEVEL'),
      );
      expect([name, unknown]).toEqual([name, []]);
    }
  });

  it('takes every variable from .env under a name that is documented', () => {
    const documented = [
      ...serviceNames.flatMap((name) => Object.keys(serviceConfigs[name].shape)),
      ...Object.keys(composeOnly),
    ];
    expect(referencesIn(text).filter(({ name }) => !documented.includes(name))).toEqual([]);
  });

  it.each(configured)('starts %s with a configuration that it accepts', (name) => {
    const environment = Object.entries(service(name).environment ?? {}).map(([key, value]) => [
      key,
      interpolate(value, filledIn),
    ]);
    expect(() => readConfig(configs[name], Object.fromEntries(environment))).not.toThrow();
  });

  it('S24: refuses to start without each of its secrets', () => {
    const secret = /KEYS$|PASSWORD$/;
    const references = referencesIn(text).filter(({ name }) => secret.test(name));
    expect(references.length).toBeGreaterThan(8);
    expect(references.filter(({ required }) => !required)).toEqual([]);
  });

  it('publishes the gateway alone, and on loopback', () => {
    const published = Object.entries(compose.services).filter(([, { ports }]) => ports);
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
      ['gateway', ['127.0.0.1:${GATEWAY_PORT:-3000}:3000']],
    ]);
  });

  it('lets only the gateway be reached, and only notifications reach out', () => {
    const open = Object.entries(compose.networks)
      .filter(([, { internal }]) => !internal)
      .map(([name]) => name);
    const onOpen = Object.entries(compose.services).flatMap(([name, { networks }]) =>
      networks.filter((network) => open.includes(network)).map((network) => [name, network]),
    );
    expect(onOpen).toEqual([
      ['gateway', 'edge'],
      ['notifications', 'outbound'],
    ]);
  });

  it('migrates by the command line, once, before anything starts; other commands are run by hand', () => {
    const { build, command, entrypoint, restart, profiles } = service('migrate');
    expect({ app: build?.args.APP, entrypoint, command, restart, profiles }).toEqual({
      app: 'cli',
      entrypoint: ['node', 'bin/postern.js'],
      command: ['migrate'],
      restart: 'no',
      profiles: undefined,
    });
    for (const name of serviceNames) {
      expect(service(name).depends_on?.['migrate']).toEqual({ condition: 'service_completed_successfully' });
    }
    expect(service('postern')).toMatchObject({ entrypoint, profiles: ['command-line'], restart: 'no' });
  });

  it('can run notifications many times', () => {
    const { container_name, ports } = service('notifications');
    expect([container_name, ports]).toEqual([undefined, undefined]);
  });

  it('keeps what Redis is given', () => {
    expect(service('redis').command?.join(' ')).toBe('redis-server --appendonly yes --maxmemory-policy noeviction');
  });

  (composePlugin() ? it : it.skip)('is understood by Compose itself', () => {
    const env = { ...process.env, ...filledIn };
    expect(() => execFileSync('docker', ['compose', '-f', composeFile, 'config', '--quiet'], { env })).not.toThrow();
  });
});

function composePlugin(): boolean {
  try {
    execFileSync('docker', ['compose', 'version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('docker compose is not here: the compose file is checked by its schema alone');
    return false;
  }
}
