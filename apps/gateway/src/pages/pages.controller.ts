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

  /** Pages behind the links in e-mails. Opening one changes nothing (R3): its button posts the token. */
  @Get('verify-email')
  @Header('content-type', 'text/html; charset=utf-8')
  verifyEmail(): string {
    return this.pages.html('verify-email');
  }

  @Get('confirm-email')
  @Header('content-type', 'text/html; charset=utf-8')
  confirmEmail(): string {
    return this.pages.html('confirm-email');
  }

  @Get('reset-password')
  @Header('content-type', 'text/html; charset=utf-8')
  resetPassword(): string {
    return this.pages.html('reset-password');
  }

  @Get('not-me')
  @Header('content-type', 'text/html; charset=utf-8')
  notMe(): string {
    return this.pages.html('not-me');
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  reference(): string {
    return this.pages.html('reference');
  }
}
