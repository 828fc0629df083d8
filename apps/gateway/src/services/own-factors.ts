import type {
  FactorList,
  FactorResetView,
  NewRecoveryCodes,
  RecoveryCodesStanding,
  TrustedDeviceList,
} from '@postern/contracts';
import { ServiceClient } from '@postern/platform';
import type { SubjectCall } from './calls.js';

const account = '/internal/account';

/** What mfa keeps for one person, outside any flow; identity's subject token says who it is and what may be done. */
export class OwnFactors {
  constructor(private readonly http: ServiceClient) {}

  list(call: SubjectCall): Promise<FactorList> {
    return this.http.call({ ...call, method: 'GET', path: `${account}/factors` });
  }

  async rename(id: string, label: string, call: SubjectCall): Promise<void> {
    await this.http.call({ ...call, method: 'PATCH', path: `${account}/factors/${id}`, body: { label } });
  }

  devices(call: SubjectCall): Promise<TrustedDeviceList> {
    return this.http.call({ ...call, method: 'GET', path: `${account}/trusted-devices` });
  }

  async forgetDevice(id: string, call: SubjectCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: `${account}/trusted-devices/${id}` });
  }

  async forgetDevices(call: SubjectCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: `${account}/trusted-devices` });
  }

  recoveryCodes(call: SubjectCall): Promise<RecoveryCodesStanding> {
    return this.http.call({ ...call, method: 'GET', path: `${account}/recovery-codes` });
  }

  /** The earlier ones are void from then on. */
  createRecoveryCodes(call: SubjectCall): Promise<NewRecoveryCodes> {
    return this.http.call({ ...call, method: 'POST', path: `${account}/recovery-codes`, body: {} });
  }

  export(call: SubjectCall): Promise<Record<string, unknown>> {
    return this.http.call({ ...call, method: 'GET', path: `${account}/export` });
  }

  requestReset(call: SubjectCall): Promise<FactorResetView> {
    return this.http.call({ ...call, method: 'POST', path: `${account}/factor-reset`, body: {} });
  }

  async stopReset(call: SubjectCall): Promise<void> {
    await this.http.call({ ...call, method: 'DELETE', path: `${account}/factor-reset` });
  }
}
