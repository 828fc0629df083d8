import { z } from 'zod';
import { configField } from './fields.js';
import { ConfigError, readConfig } from './read-config.js';

const schema = z.object({
  PORT: configField.port(3000),
  DATABASE_URL: configField.databaseUrl(),
  API_KEY: configField.secret().describe('Key of the provider'),
});

const complaintsAbout = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(schema, environment);
  } catch (error) {
    return (error as ConfigError).complaints;
  }
  return [];
};

describe('readConfig', () => {
  it('names every bad variable at once, and what a missing one is for', () => {
    const complaints = complaintsAbout({ PORT: 'abc', DATABASE_URL: 'mysql://x' });
    expect(complaints).toHaveLength(3);
    expect(complaints.join('\n')).toMatch(/PORT: /);
    expect(complaints.join('\n')).toMatch(/DATABASE_URL: must be a URL that starts with postgres:\/\//);
    expect(complaints.join('\n')).toMatch(/API_KEY is missing: Key of the provider/);
  });

  it('never repeats a value, which may be a secret (S9)', () => {
    expect(complaintsAbout({ PORT: '1', DATABASE_URL: 'hunter2-not-a-url', API_KEY: 'x' }).join()).not.toContain(
      'hunter2',
    );
  });

  it('takes an empty variable as absent, as compose files write it', () => {
    const config = readConfig(schema, { PORT: '', DATABASE_URL: 'postgres://localhost/x', API_KEY: 'k' });
    expect(config.PORT).toBe(3000);
  });

  it('hands secrets out wrapped, so that printing the configuration shows none', () => {
    const config = readConfig(schema, { DATABASE_URL: 'postgres://u:hunter2@localhost/x', API_KEY: 'hunter3' });
    expect(JSON.stringify(config)).not.toMatch(/hunter/);
    expect(config.API_KEY.reveal()).toBe('hunter3');
  });
});
