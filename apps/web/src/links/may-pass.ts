import { ApiProblem } from '../api/problem';

/** Whether pressing the button once more, with the same link, can still help. */
export const mayPass = (problem: unknown): boolean =>
  !(problem instanceof ApiProblem) || problem.code === 'request.rate_limited' || problem.code.startsWith('service.');
