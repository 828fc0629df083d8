import { applyDecorators } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCookieAuth,
  ApiOperation,
  ApiQuery,
  ApiResponse,
} from '@nestjs/swagger';
import { problems as table, type ProblemCode } from '@postern/contracts';
import type { z } from 'zod';
import { examples } from './examples.js';
import { problemExample } from './problem-examples.js';
import { queryFields, reference, type ReplyName } from './schemas.js';

export type Examples = Record<string, unknown>;

export const tags = [
  'Sign-in',
  'Passkeys',
  'Session',
  'Account',
  'Recovery',
  'Applications',
  'Organizations',
  'Administration',
] as const;

export interface EndpointDescription {
  tag: (typeof tags)[number];
  summary: string;
  description?: string;
  credentials?: 'flow' | 'session';
  query?: z.ZodObject;
  body?: Examples;
  /** What a CSV file looks like that is sent instead of a JSON body. */
  file?: string;
  /** A reply that is a file says what it looks like. */
  reply: [204] | [200, 'text/csv', string] | [200 | 201 | 202, ReplyName, Examples, mediaType?: string];
  /** Another form of the same reply, for clients that ask for it with `Accept`. */
  alsoAs?: string;
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
  query,
  body,
  file,
  reply,
  alsoAs,
  problems,
}: EndpointDescription): MethodDecorator {
  const asked: ProblemCode[] = [
    ...(query ? (['request.invalid'] as const) : []),
    ...(body ? withBody : []),
    ...(file === undefined ? [] : (['request.unsupported_media_type'] as const)),
  ];
  return applyDecorators(
    ApiOperation({ tags: [tag], summary, description }),
    ...(query ? queryFields(query).map((field) => ApiQuery(field)) : []),
    ...(body ? [ApiBody({ schema: {}, examples: named(body) })] : []),
    ...(file === undefined ? [] : [ApiConsumes('text/csv'), ApiBody({ schema: text, examples: named({ file }) })]),
    ...(credentials ? [ApiBearerAuth(`${credentials}Token`), ApiCookieAuth(`${credentials}Cookie`)] : []),
    described(reply, alsoAs),
    ...problemResponses([...new Set([...problems, ...asked, ...always])]),
  );
}

type FlowEndpointDescription = Pick<EndpointDescription, 'summary' | 'description' | 'body'> & {
  problems?: ProblemCode[];
  replies?: Examples;
};

/** A call about the flow under way: it takes the flow token and answers with the flow. */
export const FlowEndpoint = ({ replies, problems = [], ...more }: FlowEndpointDescription): MethodDecorator =>
  Endpoint({
    tag: 'Sign-in',
    ...more,
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

/** A call about one's own account: it takes the session. */
export const AccountEndpoint = ({
  problems = [],
  ...more
}: Omit<EndpointDescription, 'tag' | 'credentials' | 'problems'> & { problems?: ProblemCode[] }): MethodDecorator =>
  Endpoint({
    tag: 'Account',
    ...more,
    credentials: 'session',
    problems: ['session.required', ...problems, 'request.rate_limited'],
  });

/** A call of operators or support: to everybody else there is nothing at its address. */
export const AdministrationEndpoint = ({
  problems = [],
  ...more
}: Omit<EndpointDescription, 'tag' | 'credentials' | 'problems'> & { problems?: ProblemCode[] }): MethodDecorator =>
  Endpoint({
    tag: 'Administration',
    ...more,
    credentials: 'session',
    problems: ['request.not_found', 'session.step_up_required', ...problems, 'request.rate_limited'],
  });

/** A call about an organization: to whoever has nothing to do with it, and to members what is not theirs, it is not there. */
export const OrganizationEndpoint = ({
  problems = [],
  anybody = false,
  ...more
}: Omit<EndpointDescription, 'tag' | 'credentials' | 'problems'> & {
  problems?: ProblemCode[];
  /** For everybody with a session. */
  anybody?: boolean;
}): MethodDecorator =>
  Endpoint({
    tag: 'Organizations',
    ...more,
    credentials: 'session',
    problems: [
      'session.required',
      ...(anybody ? [] : (['organization.not_found'] as const)),
      ...problems,
      'request.rate_limited',
    ],
  });

const text = { type: 'string' } as const;

const named = (values: Examples) =>
  Object.fromEntries(Object.entries(values).map(([summary, value]) => [summary, { summary, value }]));

function described(reply: EndpointDescription['reply'], alsoAs: string | undefined) {
  const [status, name, values, mediaType = 'application/json'] = reply;
  if (name === undefined) return ApiResponse({ status, description: 'Done.' });
  if (name === 'text/csv') {
    return ApiResponse({
      status,
      description: 'Done.',
      content: { 'text/csv': { schema: text, examples: named({ file: values }) } },
    });
  }
  const schema = reference(name);
  const content = mediaType === 'application/json' ? { schema, examples: named(values ?? {}) } : { schema };
  const other = alsoAs === undefined ? {} : { [alsoAs]: { schema: text } };
  return ApiResponse({ status, description: 'Done.', content: { [mediaType]: content, ...other } });
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
          examples: Object.fromEntries(ofStatus.map((code) => [code, { summary: code, value: problemExample(code) }])),
        },
      },
    });
  });
}
