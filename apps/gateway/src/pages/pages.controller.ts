import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Pages } from './pages.js';

@ApiExcludeController()
@Controller()
export class PagesController {
  constructor(private readonly pages: Pages) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  home(): string {
    return this.pages.html('home');
  }

  /** The page behind the link in the e-mail. Opening it changes nothing (R3): its button posts the token. */
  @Get('verify-email')
  @Header('content-type', 'text/html; charset=utf-8')
  verifyEmail(): string {
    return this.pages.html('verify-email');
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  reference(): string {
    return this.pages.html('reference');
  }
}
