/** Groups with fewer series are too small for a rate that means something. */
export const MIN_GROUP = 30;
