import { type DynamicModule, Module } from '@nestjs/common';
import { SystemClock } from '@postern/kernel';
import { MessageRenderer } from '@postern/messages';
import { Database, Inbox, Outbox, Schedules, Sealer, ServiceModule, TokenVerifier } from '@postern/platform';
import { DisabledCourier } from './adapters/disabled-courier.js';
import { InboxCourier } from './adapters/inbox-courier.js';
import { SmtpCourier } from './adapters/smtp-courier.js';
import type { NotificationsConfig } from './config.js';
import { ClearExpired } from './delivery/clear-expired.js';
import { Courier } from './delivery/courier.js';
import { Deliveries } from './delivery/deliveries.js';
import { BatchDeliveries } from './delivery/batch-deliveries.js';
import { DeliverBatch } from './delivery/deliver-batch.js';
import { DeliverMessage } from './delivery/deliver-message.js';
import { DeliveryConsumer, deliveryConcurrency } from './delivery/delivery.consumer.js';
import { batchLeaseMs, carrierTimeoutMs, leaseMs } from './delivery/lease.js';
import { DeliveriesController } from './http/deliveries.controller.js';
import { InboxController } from './http/inbox.controller.js';
import { serviceToken } from './http/service-token.js';
import { PgBatchDeliveries } from './postgres/pg-batch-deliveries.js';
import { PgDeliveries } from './postgres/pg-deliveries.js';
import { notificationsSchema } from './postgres/schema.js';

const clearEverySeconds = 3600;
/** Under way at a time: what a connection takes next is ready when it is. */
const sendsPerConnection = 4;

const emailCourier = Symbol('courier for e-mail');
const bulkCourier = Symbol('courier for e-mail to many');
const smsCourier = Symbol('courier for text messages');

@Module({})
export class NotificationsModule {
  static forConfig(config: NotificationsConfig): DynamicModule {
    const inbox = config.INBOX === 'on';
    return {
      module: NotificationsModule,
      imports: [
        ServiceModule.forRoot({
          databaseUrl: config.DATABASE_URL,
          queueUrl: config.QUEUE_URL,
          schema: notificationsSchema,
          // Statements are short beside the sends between them: a few connections serve many deliveries.
          maxConnections: Math.min(10, Math.max(4, Math.ceil(config.DELIVERY_CONCURRENCY / 4))),
        }),
      ],
      controllers: [DeliveriesController, ...(inbox ? [InboxController] : [])],
      providers: [
        serviceToken.strategy,
        { provide: TokenVerifier, useValue: new TokenVerifier('notifications', config.TRUSTED_KEYS) },
        { provide: Sealer, useValue: new Sealer(config.SEALING_KEYS) },
        {
          provide: InboxCourier,
          inject: [Database, Sealer],
          useFactory: (db: Database, sealer: Sealer) => new InboxCourier(db, sealer),
        },
        {
          provide: emailCourier,
          inject: [InboxCourier],
          useFactory: (fallback: InboxCourier) => smtpOf(config, config.SMTP_CONNECTIONS) ?? fallback,
        },
        {
          provide: bulkCourier,
          inject: [InboxCourier],
          useFactory: (fallback: InboxCourier) => smtpOf(config, config.BULK_CONNECTIONS) ?? fallback,
        },
        {
          provide: smsCourier,
          inject: [InboxCourier],
          useFactory: async (fallback: InboxCourier) =>
            (await twilioOf(config)) ?? (inbox ? fallback : new DisabledCourier()),
        },
        {
          provide: Deliveries,
          inject: [Database],
          useFactory: (db: Database) => new PgDeliveries(db, leaseMs),
        },
        {
          provide: DeliverMessage,
          inject: [Deliveries, Sealer, emailCourier, smsCourier],
          useFactory: (deliveries: Deliveries, sealer: Sealer, email: Courier, sms: Courier) =>
            new DeliverMessage(deliveries, { email, sms }, rendererOf(config), sealer, new SystemClock()),
        },
        {
          provide: BatchDeliveries,
          inject: [Database, Outbox],
          useFactory: (db: Database, outbox: Outbox) => new PgBatchDeliveries(db, outbox, batchLeaseMs),
        },
        {
          provide: DeliverBatch,
          inject: [BatchDeliveries, bulkCourier],
          useFactory: (deliveries: BatchDeliveries, courier: Courier) =>
            new DeliverBatch(
              deliveries,
              courier,
              rendererOf(config),
              new SystemClock(),
              config.BULK_CONNECTIONS * sendsPerConnection,
            ),
        },
        {
          provide: ClearExpired,
          inject: [Deliveries, InboxCourier, Inbox, Database],
          useFactory: (deliveries: Deliveries, messages: InboxCourier, inbox: Inbox, db: Database) =>
            new ClearExpired(
              [deliveries, messages, { forgetBefore: () => inbox.clearOld(db) }],
              config.DELIVERY_RETENTION_DAYS,
              new SystemClock(),
            ),
        },
        Schedules.forQueue('notifications', { 'clear-expired': clearEverySeconds }),
        { provide: deliveryConcurrency, useValue: config.DELIVERY_CONCURRENCY },
        DeliveryConsumer,
      ],
    };
  }
}

const rendererOf = (config: NotificationsConfig): MessageRenderer =>
  new MessageRenderer({
    productName: config.PRODUCT_NAME,
    publicUrl: config.PUBLIC_URL,
    supportContact: config.SUPPORT_CONTACT,
  });

function smtpOf(config: NotificationsConfig, maxConnections: number): Courier | undefined {
  if (!config.SMTP_URL || !config.SMTP_FROM) return undefined;
  return new SmtpCourier({
    url: config.SMTP_URL,
    from: config.SMTP_FROM,
    maxConnections,
    timeoutMs: carrierTimeoutMs,
  });
}

async function twilioOf(config: NotificationsConfig): Promise<Courier | undefined> {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = config;
  const messagingServiceSid = config.TWILIO_MESSAGING_SERVICE_SID;
  if (!accountSid || !authToken) return undefined;
  const sender = messagingServiceSid ? { messagingServiceSid } : from ? { from } : undefined;
  if (!sender) return undefined;
  // The SDK takes a quarter of a second to load: only where it is used.
  const { TwilioCourier } = await import('./adapters/twilio-courier.js');
  return new TwilioCourier({
    accountSid,
    authToken,
    sender,
    apiUrl: config.TWILIO_API_URL,
    timeoutMs: carrierTimeoutMs,
  });
}
