import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';

@ApiExcludeController()
@Controller('v1/openapi.json')
export class ApiReferenceController {
  private text = '{}';

  /** The description is made from the routes, so it comes after them. */
  serve(document: OpenAPIObject): void {
    this.text = JSON.stringify(document);
  }

  @Get()
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  read(): string {
    return this.text;
  }
}
