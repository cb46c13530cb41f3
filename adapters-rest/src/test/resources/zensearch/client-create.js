const connector = await client.connectors.create({
name: 'Document Storage',
type: 's3',
collection: 'col_abc123',
config: {
bucket: 'my-docs',
region: 'us-east-1'
},
credentials: {
accessKeyId: process.env.AWS_ACCESS_KEY,
secretAccessKey: process.env.AWS_SECRET_KEY
}
});
