import { Migration } from '@mikro-orm/migrations';
import { rateLimitTableV1 } from '@postern/platform';

export class RateLimitsV1 extends Migration {
  override up(): void {
    this.addSql(rateLimitTableV1('gateway'));
  }

  override down(): void {
    this.addSql('drop table gateway.rate_limits;');
  }
}
