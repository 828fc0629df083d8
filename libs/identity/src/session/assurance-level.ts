/** How sure the installation is of who somebody is (NIST SP 800-63B-4, section 2). */
export type Aal = 'aal1' | 'aal2' | 'aal3';

/** Whether the first level is at least the second. */
export const reaches = (level: Aal, wanted: Aal): boolean => level >= wanted;
