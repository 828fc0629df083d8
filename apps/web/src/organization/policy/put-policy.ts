import type { ChangeMfaPolicyRequest, MfaPolicyView } from '@postern/contracts';
import { isProblem } from '../../api/problem';
import { request } from '../../api/request';
import { rereadOrganization } from '../organization-data';

/** What somebody else has made of the policy meanwhile is read before the refusal is shown. */
export async function putPolicy(id: string, policy: ChangeMfaPolicyRequest): Promise<MfaPolicyView> {
  try {
    return await request<MfaPolicyView>('PUT', `/v1/organizations/${id}/mfa-policy`, policy);
  } catch (problem) {
    if (isProblem(problem, 'policy.overtaken')) await rereadOrganization(id, '/mfa-policy');
    throw problem;
  }
}
