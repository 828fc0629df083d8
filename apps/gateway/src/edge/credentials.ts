import '@fastify/cookie';
import type { CookieSerializeOptions } from '@fastify/cookie';
import { opaqueTokenField } from '@postern/contracts';
import { Problem } from '@postern/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Browsers hold tokens in cookies that scripts cannot read; native clients send them as bearer tokens. */
export type ClientKind = 'browser' | 'native';

export interface FlowHolder {
  readonly kind: ClientKind;
  readonly token: string;
}

/** Where tokens travel between us and the client (S16). */
export class Credentials {
  private readonly flowCookie: string;
  private readonly sessionCookie: string;
  private readonly options: CookieSerializeOptions;

  constructor(publicUrl: URL) {
    // Over plain http, on the own machine only, browsers refuse both the prefix and `Secure`.
    const secure = publicUrl.protocol === 'https:';
    const prefix = secure ? '__Host-' : '';
    this.flowCookie = `${prefix}postern_flow`;
    this.sessionCookie = `${prefix}postern_session`;
    this.options = { path: '/', httpOnly: true, secure, sameSite: 'lax' };
  }

  /** @throws Problem `flow.required` when the client brings nothing that can be a flow token. */
  flow(request: FastifyRequest): FlowHolder {
    const held = this.held(request, this.flowCookie);
    if (!held) throw new Problem('flow.required');
    return held;
  }

  sessionToken(request: FastifyRequest): string | undefined {
    return this.held(request, this.sessionCookie)?.token;
  }

  keepFlow(reply: FastifyReply, token: string): void {
    void reply.setCookie(this.flowCookie, token, this.options);
  }

  keepSession(reply: FastifyReply, token: string, expiresAt: string): void {
    void reply.setCookie(this.sessionCookie, token, { ...this.options, expires: new Date(expiresAt) });
  }

  dropFlow(reply: FastifyReply): void {
    void reply.clearCookie(this.flowCookie, this.options);
  }

  dropSession(reply: FastifyReply): void {
    void reply.clearCookie(this.sessionCookie, this.options);
  }

  /** A request that brings an `Authorization` header means that one: a cookie beside it does not count. */
  private held(request: FastifyRequest, cookie: string): FlowHolder | undefined {
    const { authorization } = request.headers;
    const kind = authorization === undefined ? 'browser' : 'native';
    const token = authorization === undefined ? request.cookies[cookie] : /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return opaqueTokenField.safeParse(token).success ? { kind, token: token as string } : undefined;
  }
}
