import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Pages } from './pages.js';
import { clientRoutes } from './web-client.js';

@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(private readonly pages: Pages) {}

  /** Also those behind the links in e-mails. Opening one changes nothing (R3): its button posts the token. */
  @Get(clientRoutes)
  @Header('content-type', 'text/html; charset=utf-8')
  client(): string {
    return this.pages.client;
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  reference(): string {
    return this.pages.reference;
  }
}
