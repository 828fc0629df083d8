import '@fastify/cookie';
import type { CookieSerializeOptions } from '@fastify/cookie';
import { opaqueTokenField } from '@postern/contracts';
import { Problem } from '@postern/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Browsers hold tokens in cookies that scripts cannot read; native clients send them as bearer tokens. */
export type ClientKind = 'browser' | 'native';

/** A token of a flow or a session, and the way in which the client holds it. */
export interface Holder {
  readonly kind: ClientKind;
  readonly token: string;
}

/** Where tokens travel between us and the client (S16). */
export class Credentials {
  private readonly flowCookie: string;
  private readonly sessionCookie: string;
  private readonly deviceCookie: string;
  private readonly options: CookieSerializeOptions;

  constructor(publicUrl: URL) {
    // Over plain http, on the own machine only, browsers refuse both the prefix and `Secure`.
    const secure = publicUrl.protocol === 'https:';
    const prefix = secure ? '__Host-' : '';
    this.flowCookie = `${prefix}postern_flow`;
    this.sessionCookie = `${prefix}postern_session`;
    this.deviceCookie = `${prefix}postern_device`;
    this.options = { path: '/', httpOnly: true, secure, sameSite: 'lax' };
  }

  /** @throws Problem `flow.required` when the client brings nothing that can be a flow token. */
  flow(request: FastifyRequest): Holder {
    const held = this.held(request, this.flowCookie);
    if (!held) throw new Problem('flow.required');
    return held;
  }

  /** Undefined when the client brings nothing that can be a session token. */
  session(request: FastifyRequest): Holder | undefined {
    return this.held(request, this.sessionCookie);
  }

  /** The browser that was remembered. Native clients send their device token in the body instead. */
  deviceToken(request: FastifyRequest): string | undefined {
    return opaqueTokenField.safeParse(request.cookies[this.deviceCookie]).data;
  }

  /** Every token that came with the request, whatever it is for. */
  tokens(request: FastifyRequest): string[] {
    return [this.flowCookie, this.sessionCookie].flatMap((cookie) => this.held(request, cookie)?.token ?? []);
  }

  keepFlow(reply: FastifyReply, token: string): void {
    void reply.setCookie(this.flowCookie, token, this.options);
  }

  keepSession(reply: FastifyReply, token: string, expiresAt: string): void {
    void reply.setCookie(this.sessionCookie, token, { ...this.options, expires: new Date(expiresAt) });
  }

  keepDevice(reply: FastifyReply, token: string, expiresAt: string): void {
    void reply.setCookie(this.deviceCookie, token, { ...this.options, expires: new Date(expiresAt) });
  }

  dropFlow(reply: FastifyReply): void {
    void reply.clearCookie(this.flowCookie, this.options);
  }

  dropSession(reply: FastifyReply): void {
    void reply.clearCookie(this.sessionCookie, this.options);
  }

  dropDevice(reply: FastifyReply): void {
    void reply.clearCookie(this.deviceCookie, this.options);
  }

  /** A request that brings an `Authorization` header means that one: a cookie beside it does not count. */
  private held(request: FastifyRequest, cookie: string): Holder | undefined {
    const { authorization } = request.headers;
    const kind = authorization === undefined ? 'browser' : 'native';
    // Before the cookies are parsed, as when a hook refuses the request, there are none.
    const token = authorization === undefined ? request.cookies?.[cookie] : /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return opaqueTokenField.safeParse(token).success ? { kind, token: token as string } : undefined;
  }
}
