import type { PublicApplication } from '@postern/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { request } from '../api/request';
import { applyTokens, brandTokens } from './brand-colors';

export const applicationQuery = (slug: string) =>
  queryOptions({
    queryKey: ['applications', slug],
    queryFn: ({ signal }) =>
      request<PublicApplication>('GET', `/v1/applications/${encodeURIComponent(slug)}`, undefined, { signal }),
    staleTime: 60_000,
  });

/** The application that somebody signs in to, in its colors as long as the page that asks is shown. */
export function useApplication(slug: string | undefined) {
  const { data, error } = useQuery({ ...applicationQuery(slug ?? ''), enabled: slug !== undefined });
  useEffect(() => (data ? applyTokens(brandTokens(data.branding)) : undefined), [data]);
  return { application: data, problem: error };
}
