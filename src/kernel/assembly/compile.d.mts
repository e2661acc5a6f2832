/** The kernel in base64. */
export declare const kernelText: () => string
