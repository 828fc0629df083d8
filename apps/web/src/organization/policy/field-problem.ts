import { ApiProblem } from '../../api/problem';

/** A refusal that is about one field, said there: the form leads to it. */
export const fieldProblem = ({ body }: ApiProblem, field: string): ApiProblem =>
  new ApiProblem({
    ...body,
    errors: [{ field, reason: body.code, message: [body.title, body.detail].filter(Boolean).join('. ') }],
  });
