import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Problem } from '@postern/platform';
import type { FastifyRequest } from 'fastify';
import { isOwnMachine } from '../config.js';
import { isLoopback } from '../edge/source.js';

const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * The inbox holds everybody's passcodes: only this machine may read it. To anyone else it does not exist, also when they
 * come through a proxy on this machine or through a name of theirs that points here (DNS rebinding).
 */
@Injectable()
export class LoopbackOnly implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { socket, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const direct = isLoopback(socket.remoteAddress) && forwarded.every((name) => headers[name] === undefined);
    if (!direct || !namesOwnMachine(headers.host)) throw new Problem('request.not_found');
    return true;
  }
}

const namesOwnMachine = (host: string | undefined): boolean =>
  host !== undefined && URL.canParse(`http://${host}`) && isOwnMachine(new URL(`http://${host}`).hostname);
