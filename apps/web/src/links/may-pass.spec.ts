import type { ProblemCode } from '@postern/contracts';
import { ApiProblem, NetworkProblem } from '../api/problem';
import { mayPass } from './may-pass';

const problem = (code: ProblemCode): ApiProblem =>
  new ApiProblem({ type: 'about:blank', code, status: 400, title: 'No', requestId: '1' } as ApiProblem['body']);

describe('mayPass', () => {
  it.each<[string, unknown]>([
    ['nothing has happened yet', null],
    ['the network is away', new NetworkProblem('away')],
    ['there were too many tries', problem('request.rate_limited')],
    ['a part is away', problem('service.unavailable')],
  ])('the button stays when %s', (_, what) => expect(mayPass(what)).toBe(true));

  it.each<ProblemCode>(['link.spent', 'link.expired', 'link.unknown', 'email_verification.spent', 'request.invalid'])(
    'after %s the same link is of no more use',
    (code) => expect(mayPass(problem(code))).toBe(false),
  );
});
