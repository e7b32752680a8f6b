"""What customers will do without a scheme: Pareto/NBD and its kin, in days, weeks and seasons."""
