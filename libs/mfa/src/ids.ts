import type { Branded } from '@postern/kernel';

export type FlowId = Branded<string, 'FlowId'>;
export type FactorId = Branded<string, 'FactorId'>;
export type ChallengeId = Branded<string, 'ChallengeId'>;
export type EmailVerificationId = Branded<string, 'EmailVerificationId'>;
export type TrustedDeviceId = Branded<string, 'TrustedDeviceId'>;
export type FactorResetId = Branded<string, 'FactorResetId'>;
/** An organization of identity's. */
export type OrganizationId = Branded<string, 'OrganizationId'>;
/** The turning on of MFA for everybody in an organization. */
export type RolloutId = Branded<string, 'RolloutId'>;
/** One page of members on its way through a rollout: of the request for it, and of the messages to them. */
export type ChunkId = Branded<string, 'ChunkId'>;

/** Name of a key outside the database under which something is derived or sealed. */
export type KeyId = Branded<string, 'KeyId'>;

/** SHA-256 of a flow token: all that is ever stored of one. */
export type FlowTokenHash = Branded<string, 'FlowTokenHash'>;

/** SHA-256 of a trusted device's token: all that is ever stored of one. */
export type DeviceTokenHash = Branded<string, 'DeviceTokenHash'>;

/** Where a call came from: the person's address as the gateway knows it, IPv6 cut to its /64. */
export type Source = Branded<string, 'Source'>;
