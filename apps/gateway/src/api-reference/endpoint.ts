import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiCookieAuth, ApiBearerAuth, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { problems as table, type ProblemCode } from '@postern/contracts';
import { examples } from './examples.js';
import { reference, type ReplyName } from './schemas.js';

export type Examples = Record<string, unknown>;

export interface EndpointDescription {
  tag: 'Accounts' | 'Sign-in' | 'Session';
  summary: string;
  description?: string;
  credentials?: 'flow' | 'session';
  body?: Examples;
  reply: [204] | [200 | 201, ReplyName, Examples, mediaType?: string];
  problems: ProblemCode[];
}

const always: ProblemCode[] = ['service.unavailable', 'service.unexpected'];
const withBody: ProblemCode[] = [
  'request.invalid',
  'request.malformed',
  'request.too_large',
  'request.unsupported_media_type',
];

/** How a route appears in the API reference. Its body's schema is the one that checks the body. */
export function Endpoint({
  tag,
  summary,
  description = '',
  credentials,
  body,
  reply,
  problems,
}: EndpointDescription): MethodDecorator {
  const codes = [...new Set([...problems, ...(body ? withBody : []), ...always])];
  return applyDecorators(
    ApiOperation({ tags: [tag], summary, description }),
    ...(body ? [ApiBody({ schema: {}, examples: named(body) })] : []),
    ...(credentials ? [ApiBearerAuth(`${credentials}Token`), ApiCookieAuth(`${credentials}Cookie`)] : []),
    described(reply),
    ...problemResponses(codes),
  );
}

type FlowEndpointDescription = Pick<EndpointDescription, 'summary' | 'body'> & {
  problems?: ProblemCode[];
  replies?: Examples;
};

/** A call about the sign-in under way: it takes the flow token and answers with the flow. */
export const FlowEndpoint = ({ summary, body, replies, problems = [] }: FlowEndpointDescription): MethodDecorator =>
  Endpoint({
    tag: 'Sign-in',
    summary,
    ...(body ? { body } : {}),
    credentials: 'flow',
    reply: [200, 'Flow', replies ?? examples.flow],
    problems: [
      'flow.required',
      'flow.not_found',
      'flow.expired',
      'flow.step_out_of_order',
      ...problems,
      'request.rate_limited',
    ],
  });

const named = (values: Examples) =>
  Object.fromEntries(Object.entries(values).map(([summary, value]) => [summary, { summary, value }]));

function described([status, name, values, mediaType = 'application/json']: EndpointDescription['reply']) {
  if (name === undefined) return ApiResponse({ status, description: 'Done.' });
  const schema = reference(name);
  return ApiResponse({
    status,
    description: 'Done.',
    content: { [mediaType]: mediaType === 'application/json' ? { schema, examples: named(values ?? {}) } : { schema } },
  });
}

/** One response a status, with an example of every code that comes with it. */
function problemResponses(codes: ProblemCode[]): MethodDecorator[] {
  const statuses = [...new Set(codes.map((code) => table[code].status))].sort((a, b) => a - b);
  return statuses.map((status) => {
    const ofStatus = codes.filter((code) => table[code].status === status);
    return ApiResponse({
      status,
      description: ofStatus.map((code) => `\`${code}\`: ${table[code].title}.`).join('\n\n'),
      content: {
        'application/problem+json': {
          schema: reference('Problem'),
          examples: Object.fromEntries(ofStatus.map((code) => [code, { summary: code, value: exampleOf(code) }])),
        },
      },
    });
  });
}

const exampleOf = (code: ProblemCode) => ({
  type: `urn:postern:problem:${code}`,
  title: table[code].title,
  status: table[code].status,
  code,
  detail: table[code].detail,
  requestId: '5c0b1f0e-8a43-4c58-9d0f-2f4d1f9f3f10',
  ...(code === 'challenge.rejected' ? { attemptsLeft: 4 } : {}),
  ...(code === 'challenge.locked' ? { retryAt: '2026-11-21T09:45:00.000Z' } : {}),
  ...(code === 'challenge.resend_too_soon' ? { resendAt: '2026-11-21T09:30:06.000Z' } : {}),
  ...(code === 'request.invalid'
    ? {
        errors: [
          {
            field: 'email',
            reason: 'invalid-format',
            message: 'Enter an email address, for example name@example.org.',
          },
        ],
      }
    : {}),
});
