import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { arrives, inWords, must, refusal, type Chapter, type Kit } from './chapter.ts';

/** As with `npm run postern -- …`, on what runs from this folder. */
async function postern(...args: string[]): Promise<string> {
  const cli = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  return text(child.stdout);
}

/** Who does not have the server cannot make an operator: on an installation elsewhere there is no such chapter. */
export function operators({ testing, someone, isHere }: Kit): Chapter[] {
  if (!isHere) return [];
  const { createApplication, findAccount, linkTokenIn, readNotice } = testing;
  const [member, name] = [someone(), someone().username];
  let operator = someone();
  const account = async () => `/v1/admin/accounts/${(await findAccount(operator, member.username))?.id}`;
  const scenes = [
    arrives(member),
    {
      says: 'On the server: npm run postern -- operator create',
      happens: async () => {
        const person = ['--username', name, '--email', `${name}@example.org`];
        const named = ['--given-name', 'Olga', '--family-name', 'Demo', '--generate-password', '--json'];
        const { password } = JSON.parse(await postern('operator', 'create', ...person, ...named)) as {
          password: string;
        };
        operator = someone({ username: name, email: `${name}@example.org`, password });
        await operator.enroll();
        return `${name} signs in, with a second factor: ${operator.flow?.session?.aal}`;
      },
    },
    {
      says: 'Register an application',
      happens: async () => {
        const { slug } = await createApplication(operator, { slug: `${name}-desk`, name: 'Olga’s desk' });
        await member.signInFully({ application: slug });
        await operator.call('DELETE', `/v1/admin/applications/${slug}`);
        return `People sign in to it; removed again: ${await refusal(member.elsewhere().signIn({ application: slug }))}`;
      },
    },
    {
      says: 'Disable an account',
      happens: async () => {
        await operator.call('POST', `${await account()}/disablement`, {});
        const at = Date.now();
        while ((await member.tryCall('GET', '/v1/session')).status !== 401)
          must(Date.now() - at < 1_000, 'the session still works after a second');
        return 'Its session has ended within a second, and nobody signs in: ' + (await refusal(member.signIn()));
      },
    },
    {
      says: 'Enable it, and begin a help-desk reset of its methods',
      happens: async () => {
        await operator.call('DELETE', `${await account()}/disablement`);
        const reset = `${await account()}/factor-reset`;
        const { takesEffectAt } = await operator.call<{ takesEffectAt: string }>('POST', reset, {});
        const notice = linkTokenIn(await member.receive(member.email, 'factor-reset-requested'));
        const stops = inWords(await readNotice(member.client, notice));
        await operator.call('DELETE', reset);
        return `It waits until ${takesEffectAt.slice(0, 16)}; whoever says "this wasn’t me" ${stops}; support stops it here`;
      },
    },
    {
      says: 'Verify that nobody has touched the audit record',
      happens: async () => (await postern('audit', 'verify')).trim().split('\n')[0] ?? '',
    },
  ];
  return [{ title: 'Operators', scenes }];
}
