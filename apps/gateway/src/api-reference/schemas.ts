import {
  answerRequest,
  challengeView,
  chooseEmailRequest,
  consumedEmailVerification,
  consumeEmailVerificationRequest,
  enrollFactorRequest,
  enrollmentChoiceRequest,
  factorView,
  flowStep,
  flowView,
  problemBody,
  registerAccountRequest,
  registeredAccount,
  sessionView,
  startSignInRequest,
  switchChallengeRequest,
} from '@postern/contracts';
import { z } from 'zod';

const requests = {
  RegisterAccountRequest: registerAccountRequest,
  StartSignInRequest: startSignInRequest,
  EnrollmentChoiceRequest: enrollmentChoiceRequest,
  ChooseEmailRequest: chooseEmailRequest,
  EnrollFactorRequest: enrollFactorRequest,
  AnswerRequest: answerRequest,
  SwitchChallengeRequest: switchChallengeRequest,
  ConsumeEmailVerificationRequest: consumeEmailVerificationRequest,
};

const replies = {
  RegisteredAccount: registeredAccount,
  Flow: flowView,
  FlowStep: flowStep,
  Factor: factorView,
  Challenge: challengeView,
  ConsumedEmailVerification: consumedEmailVerification,
  Session: sessionView,
  Problem: problemBody,
};

type RequestName = keyof typeof requests;
export type ReplyName = keyof typeof replies;

/** The schemas that the reference names, the same objects that requests are checked against. */
export const namedSchemas: Record<RequestName | ReplyName, z.ZodType> = { ...requests, ...replies };

export const reference = (name: RequestName | ReplyName) => ({ $ref: `#/components/schemas/${name}` });

const names = new Map<unknown, string>(Object.entries(namedSchemas).map(([name, schema]) => [schema, name]));

/** @returns where a schema that is checked against is described; undefined for one without fields. */
export function referenceTo(schema: unknown): { $ref: string } | undefined {
  const name = names.get(schema);
  return name === undefined ? undefined : reference(name as RequestName);
}

/** As JSON Schema 2020-12, the dialect of OpenAPI 3.1. A request is described as it is sent, a reply as it arrives. */
export function componentSchemas(): Record<string, object> {
  return { ...jsonSchemas(requests, 'input'), ...jsonSchemas(replies, 'output') };
}

function jsonSchemas(schemas: Record<string, z.ZodType>, io: 'input' | 'output'): Record<string, object> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const converted = z.toJSONSchema(registry, { io, uri: (id) => reference(id as ReplyName).$ref });
  return Object.fromEntries(
    Object.entries(converted.schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]),
  );
}
